import { usePageMeta } from "@checkstack/frontend-api";
import { Button, EmptyState } from "@checkstack/ui";
import { Compass, Lock } from "lucide-react";
import { Link } from "react-router";

export function NotFoundPage() {
  usePageMeta({ title: "Page not found" });
  return (
    <div className="flex min-h-[60vh] flex-col items-center justify-center">
      <h1 className="sr-only">Page not found</h1>
      <EmptyState
        icon={Compass}
        title="There is no page at this address"
        description="It may have been deleted or renamed, or the plugin that shows it is not installed or not running."
        action={<HomeLink />}
      />
    </div>
  );
}

export function ForbiddenPage() {
  usePageMeta({ title: "No access" });
  return (
    <div className="flex min-h-[60vh] flex-col items-center justify-center">
      <h1 className="sr-only">No access</h1>
      <EmptyState
        icon={Lock}
        title="You are not allowed to see this page"
        description="Ask an administrator for the access that you need."
        action={<HomeLink />}
      />
    </div>
  );
}

const HomeLink = () => (
  <Button asChild look="primary">
    <Link to="/">Go to the overview</Link>
  </Button>
);
