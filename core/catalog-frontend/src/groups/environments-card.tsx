import { plural } from "@checkstack/frontend-api";
import type { Environment } from "@checkstack/catalog-common";
import {
  Button,
  Card,
  CardHeader,
  DropdownMenu,
  EmptyState,
  ErrorState,
  IconButton,
  MenuItem,
  MenuSeparator,
  SkeletonRows,
} from "@checkstack/ui";
import { useQuery } from "@tanstack/react-query";
import { Ellipsis, Globe, Pencil, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";
import { useCatalog, useMayManage } from "../shared/clients.ts";
import { systemsWith } from "../shared/paths.ts";
import { DeleteEnvironmentDialog } from "./delete-environment-dialog.tsx";
import { EnvironmentDialog } from "./environment-dialog.tsx";

type Open = { dialog: "none" } | { dialog: "create" } | { dialog: "rename" | "delete"; environment: Environment };

export function EnvironmentsCard() {
  const { data, error, refetch } = useQuery(useCatalog().environments.list.queryOptions());
  const mayManage = useMayManage();
  const [open, setOpen] = useState<Open>({ dialog: "none" });
  const close = () => setOpen({ dialog: "none" });
  const createButton = mayManage && (
    <Button onClick={() => setOpen({ dialog: "create" })}>
      <Plus aria-hidden /> Create
    </Button>
  );
  return (
    <Card>
      <CardHeader title="Environments" actions={data && data.length > 0 && createButton} />
      {data ? (
        data.length === 0 ? (
          <EmptyState
            icon={Globe}
            title="No environments yet"
            description="Where systems run: production, staging, a customer's site."
            action={createButton}
          />
        ) : (
          <ul aria-label="Environments" className="divide-y divide-line">
            {data.map((environment) => (
              <EnvironmentRow
                key={environment.id}
                environment={environment}
                mayManage={mayManage}
                onRename={() => setOpen({ dialog: "rename", environment })}
                onDelete={() => setOpen({ dialog: "delete", environment })}
              />
            ))}
          </ul>
        )
      ) : error ? (
        <ErrorState
          className="m-4"
          title="The environments could not be loaded"
          error={error}
          onRetry={() => void refetch()}
        />
      ) : (
        <SkeletonRows rows={3} />
      )}
      {open.dialog === "create" && <EnvironmentDialog onClose={close} />}
      {open.dialog === "rename" && <EnvironmentDialog environment={open.environment} onClose={close} />}
      {open.dialog === "delete" && <DeleteEnvironmentDialog environment={open.environment} onClose={close} />}
    </Card>
  );
}

interface EnvironmentRowProps {
  environment: Environment;
  mayManage: boolean;
  onRename(): void;
  onDelete(): void;
}

const EnvironmentRow = ({ environment, mayManage, onRename, onDelete }: EnvironmentRowProps) => (
  <li className="flex min-h-11 items-center gap-2 py-1 pr-2 pl-4 hover:bg-hover/60">
    <Link
      to={systemsWith({ environment: environment.id })}
      className="min-w-0 flex-1 rounded-sm text-sm font-medium wrap-anywhere text-text hover:underline"
    >
      {environment.name}
    </Link>
    <span className="shrink-0 px-2 text-xs text-text-muted">{plural(environment.systemCount, "system")}</span>
    {mayManage && (
      <DropdownMenu
        trigger={
          <IconButton label={`Actions for ${environment.name}`}>
            <Ellipsis aria-hidden />
          </IconButton>
        }
      >
        <MenuItem onSelect={onRename}>
          <Pencil aria-hidden /> Rename
        </MenuItem>
        <MenuSeparator />
        <MenuItem tone="danger" onSelect={onDelete}>
          <Trash2 aria-hidden /> Delete
        </MenuItem>
      </DropdownMenu>
    )}
  </li>
);
