import { Input, type InputProps } from "@checkstack/ui";

export interface NumberInputProps extends Omit<InputProps, "value" | "onChange" | "type"> {
  /** Null while it is empty. */
  value: number | null;
  onValueChange(value: number | null): void;
}

export const NumberInput = ({ value, onValueChange, ...rest }: NumberInputProps) => (
  <Input
    {...rest}
    type="number"
    inputMode="numeric"
    value={value ?? ""}
    onChange={({ target }) => onValueChange(target.value === "" ? null : target.valueAsNumber)}
  />
);
