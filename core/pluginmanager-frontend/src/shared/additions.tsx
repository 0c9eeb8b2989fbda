import type { PluginAdditions } from "@checkstack/common";
import { plural } from "@checkstack/frontend-api";
import type { ReactNode } from "react";
import { SubHeading } from "./section.tsx";

/** What a plugin adds to the platform. */
export function Additions({
  accessRules = [],
  procedures = [],
  extensions = [],
  signals = [],
}: Partial<PluginAdditions>) {
  if (accessRules.length + procedures.length + extensions.length + signals.length === 0) {
    return <p className="text-sm text-text-muted">Nothing that other plugins or people could use.</p>;
  }
  return (
    <div className="flex flex-col gap-4">
      <Part title="Access rules" count={accessRules.length}>
        <ul className="flex flex-col gap-1 text-sm">
          {accessRules.map(({ id, description }) => (
            <li key={id} className="wrap-anywhere text-text">
              {description} <code className="font-mono text-xs text-text-muted">{id}</code>
            </li>
          ))}
        </ul>
      </Part>
      <Part title="Extensions" count={extensions.length}>
        <Codes items={extensions} />
      </Part>
      <Part title="Procedures of the API" count={procedures.length}>
        <details className="text-sm">
          <summary className="cursor-pointer text-accent-text">{plural(procedures.length, "procedure")}</summary>
          <ul className="mt-1.5 flex flex-col gap-1">
            {procedures.map(({ method, path, access }) => (
              <li key={`${method} ${path}`} className="wrap-anywhere">
                <code className="font-mono text-xs text-text">
                  {method} {path}
                </code>{" "}
                <span className="text-xs text-text-muted">{whoMay(access)}</span>
              </li>
            ))}
          </ul>
        </details>
      </Part>
      <Part title="Signals" count={signals.length}>
        <Codes items={signals} />
      </Part>
    </div>
  );
}

const Part = ({ title, count, children }: { title: string; count: number; children: ReactNode }) =>
  count > 0 && (
    <section aria-label={title} className="min-w-0">
      <SubHeading>{title}</SubHeading>
      {children}
    </section>
  );

const Codes = ({ items }: { items: readonly string[] }) => (
  <ul className="flex flex-wrap gap-x-3 gap-y-1">
    {items.map((item) => (
      <li key={item}>
        <code className="font-mono text-xs wrap-anywhere text-text">{item}</code>
      </li>
    ))}
  </ul>
);

type WhoMay = PluginAdditions["procedures"][number]["access"];

const whoMay = (access: WhoMay): string => {
  if (access === "public") return "anybody";
  if (access === "authenticated") return "whoever is signed in";
  return access === "service" ? "other plugins" : access.join(", ");
};
