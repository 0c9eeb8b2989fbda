import { usePageMeta, usePluginClient, usePluginId, usePrincipal } from "@checkstack/frontend-api";
import { Button, Dialog, PageHeader } from "@checkstack/ui";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation, useSearchParams } from "react-router";
import { tallyContract } from "./contract.ts";

/** Uses each module that it shares with the shell, in the way that only works when there is one of it. */
export default function TallyPage() {
  usePageMeta({ title: "Tally" });
  const [count, setCount] = useState(0);
  const [open, setOpen] = useState(false);
  const [, setParameters] = useSearchParams();
  const { pathname, search } = useLocation();
  const person = usePrincipal();
  const pluginId = usePluginId();
  const { data: live } = useQuery({
    queryKey: [...usePluginClient(tallyContract).count.key(), "live"],
    queryFn: async () => (await fetch("/api/health/live")).status,
  });
  return (
    <>
      <PageHeader title="Tally" description={`Of ${person.type === "user" ? person.name : "nobody"}`} />
      <dl>
        <dt>Plugin</dt>
        <dd>{pluginId}</dd>
        <dt>Address</dt>
        <dd>{pathname + search}</dd>
        <dt>Server</dt>
        <dd>{live}</dd>
      </dl>
      <div className="flex gap-2">
        <Button onClick={() => setCount(count + 1)}>Counted {count}</Button>
        <Button onClick={() => setParameters({ step: String(count) })}>Note it</Button>
        <Button onClick={() => setOpen(true)}>Show it</Button>
      </div>
      <p className="hidden xl:flex">Wide screens</p>
      <Dialog open={open} onOpenChange={setOpen} title="The tally">
        It stands at {count}.
      </Dialog>
    </>
  );
}
