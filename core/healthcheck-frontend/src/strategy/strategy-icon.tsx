import {
  Activity,
  Cable,
  Database,
  FileCode,
  Globe,
  HeartPulse,
  Lock,
  Mail,
  Network,
  Radio,
  Server,
  Terminal,
  type LucideIcon,
} from "lucide-react";

/** The icon that a strategy asks for by its lucide name, as far as it comes with the page. */
export function StrategyIcon({ name, className }: { name: string; className?: string }) {
  const Icon = ICONS[name] ?? Activity;
  return <Icon aria-hidden className={className} />;
}

/** Those that checks are likely to ask for: all of lucide would weigh more than the rest of the page. */
const ICONS: Readonly<Record<string, LucideIcon>> = {
  activity: Activity,
  cable: Cable,
  database: Database,
  "file-code": FileCode,
  globe: Globe,
  "heart-pulse": HeartPulse,
  lock: Lock,
  mail: Mail,
  network: Network,
  radio: Radio,
  server: Server,
  terminal: Terminal,
};
