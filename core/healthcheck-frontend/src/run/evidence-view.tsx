import { CopyButton } from "@checkstack/ui";
import { evidenceParts, type EvidencePart } from "./evidence-parts.ts";

/** What was kept to show what happened. */
export const EvidenceView = ({ evidence }: { evidence: Readonly<Record<string, unknown>> }) => (
  <div className="flex flex-col gap-4">
    {evidenceParts(evidence).map((part) => (
      <div key={part.title}>
        <h4 className="mb-1 text-xs font-medium text-text-muted">{part.title}</h4>
        <Part part={part} />
      </div>
    ))}
  </div>
);

function Part({ part }: { part: EvidencePart }) {
  switch (part.kind) {
    case "text":
      return <TextBlock title={part.title} text={part.text} />;
    case "list":
      return (
        <ul className="flex flex-col gap-0.5 font-mono text-xs wrap-anywhere text-text">
          {part.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      );
    case "pairs":
      return (
        <dl className="grid grid-cols-[max-content_1fr] gap-x-4 gap-y-1 text-sm">
          {part.pairs.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-text-muted">{name}</dt>
              <dd className="wrap-anywhere">{value}</dd>
            </div>
          ))}
        </dl>
      );
  }
}

/** Text as it was, which scrolls by itself. */
const TextBlock = ({ title, text }: { title: string; text: string }) => (
  <div className="relative">
    <pre
      role="region"
      aria-label={title}
      // A region that scrolls must be reachable by keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className="max-h-64 overflow-auto rounded-md border border-line bg-sunken py-2 pr-10 pl-3 font-mono text-xs wrap-anywhere whitespace-pre-wrap text-text"
    >
      {text}
    </pre>
    <CopyButton text={text} label={`Copy ${title.toLowerCase()}`} className="absolute top-1 right-1" />
  </div>
);
