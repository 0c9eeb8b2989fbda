import type { Impact } from "@checkstack/catalog-common";

/** What goes with a deletion, in sentences: `3 health checks and 1,200 stored runs will be deleted, too.` */
export function describeImpact(impacts: readonly Impact[], { atLeast = false }: { atLeast?: boolean } = {}): string {
  const going = impacts.filter(({ count }) => count > 0).map(counted);
  // The server names so whoever did not answer: that must not read as if nothing would go.
  const unknown = impacts
    .filter(({ label }) => label.startsWith("unknown: "))
    .map(({ label }) => `${sentence(label)}.`);
  const known =
    going.length > 0
      ? `${atLeast ? "At least " : ""}${list.format(going)} will be deleted, too.`
      : "Nothing else will be deleted.";
  return [...(going.length > 0 || unknown.length === 0 ? [known] : []), ...unknown].join(" ");
}

const counted = ({ label, count }: Impact): string =>
  `${count.toLocaleString("en")} ${count === 1 ? label.replace(/s$/, "") : label}`;

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const list = new Intl.ListFormat("en", { type: "conjunction" });
