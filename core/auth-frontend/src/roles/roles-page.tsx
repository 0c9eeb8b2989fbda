import type { Role } from "@checkstack/auth-common";
import { usePageMeta } from "@checkstack/frontend-api";
import { Button, Card, ErrorState, PageHeader, SkeletonRows } from "@checkstack/ui";
import { Plus } from "lucide-react";
import { useState } from "react";
import { useMayManageRoles } from "../shared/clients.ts";
import { useRules } from "../shared/use-rules.ts";
import { DeleteRoleDialog } from "./delete-role-dialog.tsx";
import { RoleDialog } from "./role-dialog.tsx";
import { RulesMatrix } from "./rules-matrix.tsx";
import { useRoles } from "./use-roles.ts";

type Open = { dialog: "none" } | { dialog: "create" } | { dialog: "rename" | "delete"; role: Role };

/** Roles beside each other, and what each may do. */
export default function RolesPage() {
  usePageMeta({ title: "Roles" });
  const roles = useRoles();
  const rules = useRules();
  const mayManage = useMayManageRoles();
  const [open, setOpen] = useState<Open>({ dialog: "none" });
  const close = () => setOpen({ dialog: "none" });
  const error = roles.error ?? rules.error;

  return (
    <>
      <PageHeader
        title="Roles"
        description="A role is a set of access rules. People have roles; what any of them allows, they may do."
        actions={
          mayManage && (
            <Button look="primary" onClick={() => setOpen({ dialog: "create" })}>
              <Plus aria-hidden /> Create a role
            </Button>
          )
        }
      />
      {roles.data && rules.data ? (
        <RulesMatrix
          roles={roles.data}
          rules={rules.data}
          mayManage={mayManage}
          onRename={(role) => setOpen({ dialog: "rename", role })}
          onDelete={(role) => setOpen({ dialog: "delete", role })}
        />
      ) : error ? (
        <ErrorState
          title="The roles could not be loaded"
          error={error}
          onRetry={() => {
            void roles.refetch();
            void rules.refetch();
          }}
        />
      ) : (
        <Card>
          <SkeletonRows rows={8} />
        </Card>
      )}
      {open.dialog === "create" && <RoleDialog onClose={close} />}
      {open.dialog === "rename" && <RoleDialog role={open.role} onClose={close} />}
      {open.dialog === "delete" && <DeleteRoleDialog role={open.role} onClose={close} />}
    </>
  );
}
