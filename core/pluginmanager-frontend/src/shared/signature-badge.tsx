import type { Signature } from "@checkstack/pluginmanager-common";
import { Badge, type BadgeProps } from "@checkstack/ui";
import { BadgeCheck, FileQuestion, KeyRound, ShieldX, type LucideIcon } from "lucide-react";

/** Who vouches for a package, in two or three words. */
export function SignatureBadge({ signature }: { signature: Signature }) {
  const { tone, icon: Icon, words } = signatureLooks[signature.state];
  return (
    <Badge tone={tone}>
      <Icon aria-hidden />
      {signature.state === "known" ? `Signed by ${signature.publisher}` : words}
    </Badge>
  );
}

interface SignatureLook {
  readonly tone: NonNullable<BadgeProps["tone"]>;
  readonly icon: LucideIcon;
  readonly words: string;
}

const signatureLooks: Readonly<Record<Signature["state"], SignatureLook>> = {
  known: { tone: "healthy", icon: BadgeCheck, words: "Signed" },
  unknown: { tone: "degraded", icon: KeyRound, words: "Unknown key" },
  unsigned: { tone: "degraded", icon: FileQuestion, words: "Not signed" },
  invalid: { tone: "unhealthy", icon: ShieldX, words: "Invalid signature" },
};

/** The same as sentences. */
export function signatureSentence(signature: Signature): string {
  switch (signature.state) {
    case "known":
      return `Signed by ${signature.publisher}, whose key is trusted here. Nobody has changed a file since.`;
    case "unknown":
      return "Signed, and unchanged since, with a key that is not trusted here: anybody can make one.";
    case "unsigned":
      return "Not signed: nothing shows who made it.";
    case "invalid":
      return `The signature does not fit: ${signature.reason}`;
  }
}
