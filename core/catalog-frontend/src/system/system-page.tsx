import type { System } from "@checkstack/catalog-common";
import { SlotOutlet, systemPageSlot, usePageMeta } from "@checkstack/frontend-api";
import { Button, Card, DropdownMenu, EmptyState, IconButton, MenuItem, PageHeader, SkeletonRows } from "@checkstack/ui";
import { Ellipsis, Pencil, Radar, Trash2 } from "lucide-react";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { useMayManage } from "../shared/clients.ts";
import { DeleteSystemsDialog } from "../shared/delete-systems-dialog.tsx";
import { editSystemPath, systemsPath } from "../shared/paths.ts";
import { SystemDetails } from "./system-details.tsx";
import { SystemState } from "./system-states.tsx";
import { useSystem } from "./use-system.ts";

/** A system: what the catalog knows of it, and what plugins say of it. */
export default function SystemPage() {
  const query = useSystem();
  usePageMeta({
    title: query.state === "known" ? query.system.name : "System",
    crumbs: [{ title: "Systems", path: systemsPath }],
  });
  if (query.state !== "known") return <SystemState query={query} />;
  const { system } = query;
  return (
    <>
      <PageHeader
        title={system.name}
        {...(system.description !== "" && {
          description: <span className="whitespace-pre-line">{system.description}</span>,
        })}
        actions={<SystemActions system={system} />}
      />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_17rem]">
        <SystemDetails system={system} className="lg:order-last" />
        <div className="flex min-w-0 flex-col gap-5">
          <SlotOutlet
            slot={systemPageSlot}
            props={{ systemId: system.id }}
            loading={<SkeletonRows />}
            empty={
              <Card>
                <EmptyState
                  icon={Radar}
                  title="Nothing watches this system"
                  description="Plugins show here what they know of it. None of them is running, or you may not see what they show."
                />
              </Card>
            }
          />
        </div>
      </div>
    </>
  );
}

function SystemActions({ system }: { system: System }) {
  const mayManage = useMayManage();
  const navigate = useNavigate();
  const [deleting, setDeleting] = useState(false);
  if (!mayManage) return null;
  return (
    <>
      <Button asChild>
        <Link to={editSystemPath(system.id)}>
          <Pencil aria-hidden /> Edit
        </Link>
      </Button>
      <DropdownMenu
        trigger={
          <IconButton label="More actions" look="secondary">
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem tone="danger" onSelect={() => setDeleting(true)}>
          <Trash2 aria-hidden /> Delete
        </MenuItem>
      </DropdownMenu>
      {deleting && (
        <DeleteSystemsDialog
          systems={[system]}
          onClose={() => setDeleting(false)}
          onDeleted={() => void navigate(systemsPath, { replace: true })}
        />
      )}
    </>
  );
}
