import { safePath, usePageMeta, useSession } from "@checkstack/frontend-api";
import { ErrorState, SkeletonRows } from "@checkstack/ui";
import { useQuery } from "@tanstack/react-query";
import { Navigate, useSearchParams } from "react-router";
import { BareFrame } from "../shared/bare-frame.tsx";
import { useAuth } from "../shared/clients.ts";
import { EmailForm } from "./email-form.tsx";
import { MethodPicker } from "./method-picker.tsx";

/** The method behind the form that is always there. */
const EMAIL_METHOD = "credential";

/** Every way to sign in. Whoever is signed in goes on to where they came from. */
export default function SignInPage() {
  usePageMeta({ title: "Sign in" });
  const { person } = useSession();
  const [parameters] = useSearchParams();
  const { data, error, refetch } = useQuery(useAuth().session.queryOptions());
  if (person.type !== "anonymous") return <Navigate to={safePath(parameters.get("next"))} replace />;
  return (
    <BareFrame title="Sign in">
      {data ? (
        <div className="flex flex-col gap-6">
          {data.methods.some(({ id }) => id === EMAIL_METHOD) && <EmailForm />}
          <MethodPicker methods={data.methods.filter(({ id }) => id !== EMAIL_METHOD)} />
        </div>
      ) : error ? (
        <ErrorState title="The ways to sign in could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : (
        <SkeletonRows rows={3} />
      )}
    </BareFrame>
  );
}
