import type { Group } from "@checkstack/catalog-common";
import { Button, Card, CardHeader, EmptyState, ErrorState, SkeletonRows, VirtualList } from "@checkstack/ui";
import { useQuery } from "@tanstack/react-query";
import { Boxes, Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { useCatalog, useMayManage } from "../shared/clients.ts";
import { flatTree } from "../shared/group-tree.ts";
import { allGroups } from "../shared/lists.ts";
import { usePlaces } from "../shared/use-places.ts";
import { DeleteGroupDialog } from "./delete-group-dialog.tsx";
import { GroupDialog } from "./group-dialog.tsx";
import { GroupRow } from "./group-row.tsx";

type Open =
  | { dialog: "none" }
  | { dialog: "create"; parentId: string | null }
  | { dialog: "edit"; group: Group }
  | { dialog: "delete"; group: Group };

export function GroupsCard() {
  const { data, error, refetch } = useQuery(allGroups(useCatalog()));
  const { tree } = usePlaces();
  const mayManage = useMayManage();
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<Open>({ dialog: "none" });
  const rows = useMemo(() => flatTree(tree, closed), [tree, closed]);
  const closeDialog = () => setOpen({ dialog: "none" });
  const toggle = (id: string) => {
    const next = new Set(closed);
    if (!next.delete(id)) next.add(id);
    setClosed(next);
  };
  const createButton = mayManage && (
    <Button onClick={() => setOpen({ dialog: "create", parentId: null })}>
      <Plus aria-hidden /> Create a group
    </Button>
  );
  return (
    <Card>
      <CardHeader title="Groups" actions={data && data.length > 0 && createButton} />
      {data ? (
        data.length === 0 ? (
          <EmptyState
            icon={Boxes}
            title="No groups yet"
            description="Groups keep a long list of systems readable, and let you filter by more than one at a time."
            action={createButton}
          />
        ) : (
          <VirtualList
            label="Groups"
            items={rows}
            getKey={({ group }) => group.id}
            estimatedHeight={44}
            renderItem={(node) => (
              <GroupRow
                node={node}
                closed={closed.has(node.group.id)}
                mayManage={mayManage}
                onToggle={() => toggle(node.group.id)}
                onCreateInside={() => setOpen({ dialog: "create", parentId: node.group.id })}
                onEdit={() => setOpen({ dialog: "edit", group: node.group })}
                onDelete={() => setOpen({ dialog: "delete", group: node.group })}
              />
            )}
          />
        )
      ) : error ? (
        <ErrorState
          className="m-4"
          title="The groups could not be loaded"
          error={error}
          onRetry={() => void refetch()}
        />
      ) : (
        <SkeletonRows />
      )}
      {open.dialog === "create" && <GroupDialog parentId={open.parentId} onClose={closeDialog} />}
      {open.dialog === "edit" && (
        <GroupDialog group={open.group} parentId={open.group.parentId} onClose={closeDialog} />
      )}
      {open.dialog === "delete" && <DeleteGroupDialog group={open.group} onClose={closeDialog} />}
    </Card>
  );
}
