import { usePageMeta, usePrincipal } from "@checkstack/frontend-api";
import { Badge, Card, CardBody, CardHeader, PageHeader } from "@checkstack/ui";
import { useMayHaveApiKeys } from "../shared/clients.ts";
import { useRoleNames } from "../shared/use-role-names.ts";
import { ApiKeysCard } from "./api-keys-card.tsx";
import { PasswordCard } from "./password-card.tsx";
import { SessionsCard } from "./sessions-card.tsx";

/** One's own account. */
export default function ProfilePage() {
  usePageMeta({ title: "Your account" });
  const person = usePrincipal();
  const mayHaveApiKeys = useMayHaveApiKeys();
  const roleNames = useRoleNames();
  if (person.type !== "user") return null;
  return (
    <div className="max-w-3xl">
      <PageHeader title="Your account" />
      <div className="flex flex-col gap-5">
        <Card>
          <CardHeader title="You" description="An administrator changes your name and roles." />
          <CardBody>
            <dl className="grid gap-x-6 gap-y-3 text-sm sm:grid-cols-[8rem_1fr] sm:gap-y-2">
              <dt className="text-text-muted">Name</dt>
              <dd className="-mt-2.5 font-medium wrap-anywhere sm:mt-0">{person.name}</dd>
              <dt className="text-text-muted">E-mail</dt>
              <dd className="-mt-2.5 wrap-anywhere sm:mt-0">{person.email}</dd>
              <dt className="text-text-muted">Roles</dt>
              <dd className="-mt-2.5 flex flex-wrap gap-1 sm:mt-0">
                {person.roles.length === 0
                  ? "None"
                  : person.roles.map((role) => <Badge key={role}>{roleNames.get(role) ?? role}</Badge>)}
              </dd>
            </dl>
          </CardBody>
        </Card>
        <PasswordCard email={person.email} />
        <SessionsCard />
        {mayHaveApiKeys && <ApiKeysCard />}
      </div>
    </div>
  );
}
