import { describeAssertion, type Assertion, type Check, type StrategyMetadata } from "@checkstack/healthcheck-common";
import { Badge, Card, CardBody, CardHeader } from "@checkstack/ui";
import { describePolicy } from "./describe-policy.ts";

export interface RulesCardProps {
  check: Check;
  strategy: StrategyMetadata | undefined;
}

/** What must hold, and when people hear of it, in plain words. */
export const RulesCard = ({ check: { assertions, policy, intervalSeconds }, strategy }: RulesCardProps) => (
  <Card>
    <CardHeader title="Rules" />
    <CardBody className="flex flex-col gap-4 text-sm">
      <section aria-label="Assertions">
        <h3 className="mb-1 text-xs font-medium text-text-muted">What must hold</h3>
        {assertions.length === 0 ? (
          <p>An answer that the check itself accepts; there are no assertions.</p>
        ) : (
          <ul className="flex flex-col gap-1">
            {assertions.map((assertion) => (
              <li key={JSON.stringify(assertion)} className="flex items-start gap-2">
                <span className="min-w-0 wrap-anywhere">{sentence(assertion, strategy)}</span>
                {assertion.severity === "degraded" && <Badge tone="degraded">else degraded</Badge>}
              </li>
            ))}
          </ul>
        )}
      </section>
      <section aria-label="Policy">
        <h3 className="mb-1 text-xs font-medium text-text-muted">When it counts</h3>
        <ul className="flex flex-col gap-1">
          {describePolicy(policy, intervalSeconds).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
    </CardBody>
  </Card>
);

function sentence(assertion: Assertion, strategy: StrategyMetadata | undefined): string {
  const field = strategy?.fields.find(({ id }) => id === assertion.field);
  const text = describeAssertion(assertion, field ?? { id: assertion.field, label: assertion.field, type: "text" });
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
