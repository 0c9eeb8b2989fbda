import { pluginSourceSchema, type PluginSource } from "@checkstack/pluginmanager-common";
import { Button, Card, CardBody, Field, FormFailure, Input, Select, useForm } from "@checkstack/ui";
import { useQuery } from "@tanstack/react-query";
import { useManager } from "../shared/clients.ts";
import { issuesOf } from "./issues.ts";
import { repositoryOf } from "./repository-of.ts";

const FIRST = "*";

/** A file of a release on GitHub, or on a GitHub Enterprise server. */
export function GithubTab({ onChoose }: { onChoose(source: PluginSource): void }) {
  const { data: sources } = useQuery(useManager().sources.get.queryOptions());
  const form = useForm({
    initial: { repository: "", tag: "", asset: "", server: FIRST },
    check: (values) =>
      values.repository.trim() === "" ? { repository: "must not be empty" } : issuesOf(sourceOf(values)),
    send: async (values) => onChoose(pluginSourceSchema.parse(sourceOf(values))),
  });
  const { values, errors, set } = form;
  const servers = sources?.github ?? [];
  return (
    <Card>
      <CardBody>
        <form noValidate onSubmit={form.submit} className="flex max-w-xl flex-col gap-4">
          <Field
            label="Repository"
            required
            hint="Owner and name, or the repository's address."
            error={errors["repository"]}
          >
            <Input
              value={values.repository}
              onChange={(event) => set("repository", event.target.value)}
              placeholder="acme/weather"
              autoComplete="off"
              spellCheck={false}
            />
          </Field>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Release" hint="Its tag; the latest release when empty." error={errors["tag"]}>
              <Input
                value={values.tag}
                onChange={(event) => set("tag", event.target.value)}
                placeholder="v1.2.0"
                autoComplete="off"
                spellCheck={false}
              />
            </Field>
            <Field label="File" hint="The only .tgz of the release when empty." error={errors["asset"]}>
              <Input
                value={values.asset}
                onChange={(event) => set("asset", event.target.value)}
                placeholder="weather-1.2.0.tgz"
                autoComplete="off"
                spellCheck={false}
              />
            </Field>
          </div>
          {servers.length > 1 && (
            <Field label="Server">
              <Select
                value={values.server}
                onValueChange={(server) => set("server", server)}
                options={[
                  { value: FIRST, label: "The first that is configured" },
                  ...servers.map(({ id, name }) => ({ value: id, label: name })),
                ]}
              />
            </Field>
          )}
          <FormFailure failure={form.failure} />
          <div>
            <Button type="submit" look="primary" pending={form.pending}>
              See what it is
            </Button>
          </div>
        </form>
      </CardBody>
    </Card>
  );
}

const sourceOf = (values: { repository: string; tag: string; asset: string; server: string }) => ({
  type: "github",
  repository: repositoryOf(values.repository),
  ...(values.tag.trim() !== "" && { tag: values.tag.trim() }),
  ...(values.asset.trim() !== "" && { asset: values.asset.trim() }),
  ...(values.server !== FIRST && { server: values.server }),
});
