import { Download } from "lucide-react";
import { Button } from "./button.tsx";
import { DropdownMenu, MenuItem } from "./dropdown-menu.tsx";
import { toCsv, toJson, type ExportColumn } from "./table-export.ts";

export interface ExportMenuProps<Row> {
  rows: readonly Row[];
  columns: readonly ExportColumn<Row>[];
  /** Without ending: `systems`. */
  fileName: string;
}

/** Downloads what a table shows. */
export const ExportMenu = <Row,>({ rows, columns, fileName }: ExportMenuProps<Row>) => (
  <DropdownMenu
    trigger={
      <Button disabled={rows.length === 0}>
        <Download aria-hidden /> Export
      </Button>
    }
  >
    <MenuItem onSelect={() => download(`${fileName}.csv`, "text/csv", toCsv(rows, columns))}>CSV</MenuItem>
    <MenuItem onSelect={() => download(`${fileName}.json`, "application/json", toJson(rows, columns))}>JSON</MenuItem>
  </DropdownMenu>
);

function download(name: string, type: string, content: string) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
