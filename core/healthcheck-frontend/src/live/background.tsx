import { useReportStatus } from "@checkstack/frontend-api";
import { worstStatus } from "@checkstack/ui";
import { useQuery } from "@tanstack/react-query";
import { needsAttention } from "../shared/attention.ts";
import { useHealthcheck } from "../shared/clients.ts";
import { allSystemStatuses } from "../shared/lists.ts";
import { useLiveChecks } from "./use-live-checks.ts";

/** Draws nothing: follows what changes, and tells the favicon and the title how things are. */
export function Background() {
  useLiveChecks();
  const { data } = useQuery(allSystemStatuses(useHealthcheck()));
  useReportStatus(
    data && {
      worst: worstStatus(data.map(({ status }) => status)),
      attention: data.filter(({ status }) => needsAttention(status)).length,
    },
  );
  return null;
}
