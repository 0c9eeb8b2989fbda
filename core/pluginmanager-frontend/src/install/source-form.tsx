import { pluginSourceSchema, type PluginSource } from "@checkstack/pluginmanager-common";
import { Button, Card, CardBody, Field, FormFailure, Input, Select, useForm } from "@checkstack/ui";
import { Link } from "react-router";
import { sourcesPath } from "../shared/paths.ts";
import { issuesOf } from "./issues.ts";

export interface SourceFormProps {
  type: "npm" | "github";
  /** Named as in the source's schema. The first is needed; the others stand beside each other. */
  fields: readonly [SourceField, ...SourceField[]];
  places: SourcePlaces;
  onChoose(source: PluginSource): void;
}

export interface SourceField {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly placeholder: string;
  /** What is meant by what people paste. */
  read?(text: string): string;
}

/** The configured registries or servers, one of which may be chosen. */
export interface SourcePlaces {
  readonly name: string;
  readonly label: string;
  /** What is taken when nobody chooses, as a choice. */
  readonly usual: string;
  /** Undefined while it is not known yet. */
  readonly known: readonly { readonly id: string; readonly name: string }[] | undefined;
  /** What to say when there are none. */
  readonly none: string;
}

const USUAL = "*";

/** Asks for a package of a registry or of a server. */
export function SourceForm({ type, fields, places, onChoose }: SourceFormProps) {
  const [first, ...others] = fields;
  const sourceOf = (values: Texts) => {
    const place = values[places.name];
    const filled = fields.flatMap(({ name, read }) => {
      const text = values[name]?.trim() ?? "";
      return text === "" ? [] : [[name, read ? read(text) : text]];
    });
    return { type, ...Object.fromEntries(filled), ...(place !== USUAL && { [places.name]: place }) };
  };
  const form = useForm<Texts>({
    initial: { ...Object.fromEntries(fields.map(({ name }) => [name, ""])), [places.name]: USUAL },
    check: (values) =>
      values[first.name]?.trim() ? issuesOf(sourceOf(values)) : { [first.name]: `${first.label} is needed.` },
    send: async (values) => onChoose(pluginSourceSchema.parse(sourceOf(values))),
  });
  const draw = ({ name, label, hint, placeholder }: SourceField) => (
    <Field key={name} label={label} required={name === first.name} hint={hint} error={form.errors[name]}>
      <Input
        value={form.values[name] ?? ""}
        onChange={(event) => form.set(name, event.target.value)}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
      />
    </Field>
  );
  const { known = [] } = places;
  return (
    <Card>
      <CardBody>
        <form noValidate onSubmit={form.submit} className="flex max-w-xl flex-col gap-4">
          {draw(first)}
          <div className="grid gap-4 sm:grid-cols-2">
            {others.map(draw)}
            {known.length > 1 && (
              <Field label={places.label} error={form.errors[places.name]}>
                <Select
                  value={form.values[places.name]}
                  onValueChange={(place) => form.set(places.name, place)}
                  options={[
                    { value: USUAL, label: places.usual },
                    ...known.map(({ id, name }) => ({ value: id, label: name })),
                  ]}
                />
              </Field>
            )}
          </div>
          {places.known?.length === 0 && (
            <p role="status" className="text-sm text-text-muted">
              {places.none}{" "}
              <Link to={sourcesPath} className="text-accent-text hover:underline">
                Add one
              </Link>
            </p>
          )}
          <FormFailure failure={form.failure} />
          <div>
            <Button type="submit" look="primary" pending={form.pending} disabled={places.known?.length === 0}>
              See what it is
            </Button>
          </div>
        </form>
      </CardBody>
    </Card>
  );
}

type Texts = Readonly<Record<string, string>>;
