import type { Policy } from "@checkstack/pluginmanager-common";
import {
  Card,
  CardBody,
  CardHeader,
  ErrorState,
  Field,
  Select,
  SkeletonRows,
  toast,
  type Option,
} from "@checkstack/ui";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useManager } from "../shared/clients.ts";

type Verdict = Policy["unsigned"];

const VERDICTS: readonly Option<Verdict>[] = [
  { value: "allow", label: "Install it" },
  { value: "confirm", label: "Ask whoever installs it" },
  { value: "refuse", label: "Refuse it" },
];

/** What is done with packages that no trusted key signed. */
export function PolicyCard() {
  const manager = useManager();
  const queryClient = useQueryClient();
  const { data, error, refetch } = useQuery(manager.policy.get.queryOptions());
  const update = useMutation(
    manager.policy.update.mutationOptions({
      onSuccess: (policy) => {
        queryClient.setQueryData(manager.policy.get.queryKey(), policy);
        toast.success("The policy is changed");
      },
      onError: (reason) => toast.error("The policy could not be changed", reason),
    }),
  );
  return (
    <Card aria-label="Policy">
      <CardHeader
        title="What no trusted key signed"
        description="A package with an invalid signature is never installed"
      />
      {data ? (
        <CardBody className="grid gap-4 sm:grid-cols-2">
          <Field label="Not signed at all">
            <Select
              value={data.unsigned}
              options={VERDICTS}
              disabled={update.isPending}
              onValueChange={(unsigned) => update.mutate({ ...data, unsigned })}
            />
          </Field>
          <Field label="Signed with an unknown key">
            <Select
              value={data.unknownKey}
              options={VERDICTS}
              disabled={update.isPending}
              onValueChange={(unknownKey) => update.mutate({ ...data, unknownKey })}
            />
          </Field>
        </CardBody>
      ) : error ? (
        <ErrorState
          error={error}
          title="The policy could not be loaded"
          onRetry={() => void refetch()}
          className="m-4"
        />
      ) : (
        <SkeletonRows rows={2} />
      )}
    </Card>
  );
}
