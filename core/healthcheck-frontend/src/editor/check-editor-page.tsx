import { usePageMeta } from "@checkstack/frontend-api";
import type { Check } from "@checkstack/healthcheck-common";
import { Card, ErrorState, PageHeader, SkeletonRows } from "@checkstack/ui";
import { useParams, useSearchParams } from "react-router";
import { useCheck, useStrategies } from "../check/use-check.ts";
import { checkPath, checksPath, editCheckPath, newCheckPath } from "../shared/paths.ts";
import { CheckEditor } from "./check-editor.tsx";

const CHECKS = { title: "Checks", path: checksPath };

/** A new check. */
export function NewCheckPage() {
  const [parameters] = useSearchParams();
  const systemId = parameters.get("systemId") ?? undefined;
  usePageMeta({ title: "New check", crumbs: [CHECKS] });
  return (
    <>
      <PageHeader title="New check" />
      <WithStrategies key={systemId} path={newCheckPath(systemId)} check={undefined} systemId={systemId} />
    </>
  );
}

/** The same form for one that exists. */
export function EditCheckPage() {
  const { checkId = "" } = useParams();
  const { data: check, error, refetch } = useCheck(checkId);
  usePageMeta({
    title: check ? `Edit ${check.name}` : "Edit check",
    crumbs: check ? [CHECKS, { title: check.name, path: checkPath(check.id) }] : [CHECKS],
  });
  return (
    <>
      <PageHeader title={check ? `Edit ${check.name}` : "Edit check"} />
      {check && <WithStrategies key={check.id} path={editCheckPath(check.id)} check={check} systemId={undefined} />}
      {!check && error && (
        <ErrorState error={error} title="The check could not be loaded" onRetry={() => void refetch()} />
      )}
      {!check && !error && <Loading />}
    </>
  );
}

interface WithStrategiesProps {
  path: string;
  check: Check | undefined;
  systemId: string | undefined;
}

function WithStrategies(props: WithStrategiesProps) {
  const { data: strategies, error, refetch } = useStrategies();
  if (strategies) return <CheckEditor {...props} strategies={strategies} />;
  if (!error) return <Loading />;
  return <ErrorState error={error} title="The kinds of check could not be loaded" onRetry={() => void refetch()} />;
}

const Loading = () => (
  <Card>
    <SkeletonRows rows={6} />
  </Card>
);
