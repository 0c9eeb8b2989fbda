export { Badge, type BadgeProps } from "./badge.tsx";
export { Button, IconButton, type ButtonProps, type IconButtonProps } from "./button.tsx";
export { Card, CardBody, CardHeader, type CardHeaderProps } from "./card.tsx";
export { Checkbox, RadioGroup, Switch, type CheckboxProps, type RadioGroupProps, type SwitchProps } from "./choice.tsx";
export { cn } from "./cn.ts";
export { Combobox, type ComboboxOption, type ComboboxProps } from "./combobox.tsx";
export { CommandDialog, CommandGroup, CommandItem, type CommandDialogProps } from "./command-dialog.tsx";
export { ConfirmDialog, type ConfirmDialogProps } from "./confirm-dialog.tsx";
export { CopyButton, type CopyButtonProps } from "./copy-button.tsx";
export { describeError, type ErrorDescription } from "./describe-error.ts";
export { Dialog, Sheet, type DialogProps, type SheetProps } from "./dialog.tsx";
export {
  DropdownMenu,
  MenuCheckboxItem,
  MenuItem,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
  type DropdownMenuProps,
  type MenuItemProps,
} from "./dropdown-menu.tsx";
export { ExportMenu, type ExportMenuProps } from "./export-menu.tsx";
export { Field, FieldError, Label, type FieldProps } from "./field.tsx";
export { FormDialog, type FormDialogProps } from "./form-dialog.tsx";
export { FormFailure } from "./form-failure.tsx";
export { formatDuration, formatExact, formatPercent, formatRelative } from "./format-time.ts";
export { HeartbeatBars, type Heartbeat, type HeartbeatBarsProps } from "./heartbeat-bars.tsx";
export { Input, Textarea, type InputProps } from "./input.tsx";
export { Kbd } from "./kbd.tsx";
export { LatencyChart, type LatencyChartProps, type LatencySeries } from "./latency-chart.tsx";
export { Logo } from "./logo.tsx";
export { PageHeader, type PageHeaderProps } from "./page-header.tsx";
export { Popover, type PopoverProps } from "./popover.tsx";
export { SchemaForm, type SchemaFormProps } from "./schema-form.tsx";
export { errorsUnder, schemaDefaults, validateForm, type FormErrors, type FormValue } from "./schema-values.ts";
export { SearchInput, type SearchInputProps } from "./search-input.tsx";
export { Select, type Option, type SelectProps } from "./select.tsx";
export { Sparkline, type SparklineProps } from "./sparkline.tsx";
export {
  EmptyState,
  ErrorState,
  Skeleton,
  SkeletonRows,
  type EmptyStateProps,
  type ErrorStateProps,
} from "./states.tsx";
export { StatusBadge, StatusDot, type StatusProps } from "./status-badge.tsx";
export { StatusBars, type StatusBar, type StatusBarsProps } from "./status-bars.tsx";
export { severityOf, statusLooks, worstStatus, type Status, type StatusLook } from "./status.ts";
export {
  SortButton,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  type SortDirection,
  type TableHeaderProps,
  type TableProps,
} from "./table.tsx";
export { toCsv, toJson, type ExportColumn } from "./table-export.ts";
export { Tabs, type Tab, type TabsProps } from "./tabs.tsx";
export { TagList, type TagListProps } from "./tag-list.tsx";
export { Duration, RelativeTime, useNow, type RelativeTimeProps } from "./time.tsx";
export { toast, Toaster, type ToastOptions } from "./toaster.tsx";
export { Tooltip, type TooltipProps } from "./tooltip.tsx";
export { UptimeBar, type UptimeBarProps, type UptimeDay } from "./uptime-bar.tsx";
export { useForm, type Form, type FormOptions } from "./use-form.ts";
export { VirtualList, type VirtualListProps } from "./virtual-list.tsx";
export { VirtualTable, type VirtualColumn, type VirtualTableProps } from "./virtual-table.tsx";
