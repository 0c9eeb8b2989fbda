import type { Link } from "@checkstack/catalog-common";
import { Button, FieldError, IconButton, Input, type Form } from "@checkstack/ui";
import { Plus, X } from "lucide-react";

export interface LinksFieldProps {
  links: readonly Link[];
  errors: Form<object>["errors"];
  onChange(links: Link[]): void;
}

const MOST_LINKS = 20;

/** Where people look next: a runbook, a dashboard, the source. */
export const LinksField = ({ links, errors, onChange }: LinksFieldProps) => (
  <fieldset className="flex min-w-0 flex-col gap-2">
    <legend className="mb-2 text-sm font-medium text-text">Links</legend>
    {links.map((link, index) => {
      const change = (part: Partial<Link>) => onChange(links.with(index, { ...link, ...part }));
      const labelError = errors[`links.${index}.label`];
      const urlError = errors[`links.${index}.url`];
      return (
        // A line has no other name than its place.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={index} className="flex flex-col gap-1">
          <div className="flex gap-2 max-sm:flex-wrap">
            <Input
              aria-label={`Label of link ${index + 1}`}
              aria-invalid={labelError ? true : undefined}
              placeholder="Runbook"
              value={link.label}
              maxLength={100}
              onChange={(event) => change({ label: event.target.value })}
              className="sm:w-40"
            />
            <Input
              aria-label={`Address of link ${index + 1}`}
              aria-invalid={urlError ? true : undefined}
              placeholder="https://wiki.example.org/payments"
              type="url"
              value={link.url}
              maxLength={2000}
              onChange={(event) => change({ url: event.target.value })}
              className="flex-1"
            />
            <IconButton label={`Remove link ${index + 1}`} onClick={() => onChange(links.toSpliced(index, 1))}>
              <X aria-hidden />
            </IconButton>
          </div>
          {labelError && <FieldError>Label: {labelError}</FieldError>}
          {urlError && <FieldError>Address: {urlError}</FieldError>}
        </div>
      );
    })}
    <Button
      className="self-start"
      disabled={links.length >= MOST_LINKS}
      onClick={() => onChange([...links, { label: "", url: "" }])}
    >
      <Plus aria-hidden /> Add a link
    </Button>
  </fieldset>
);
