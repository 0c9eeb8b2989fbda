import { Search } from "lucide-react";
import { useEffect, useEffectEvent, useState } from "react";
import { Input } from "./input.tsx";
import { arrive, shownText, startTyping, type } from "./typed-text.ts";

export interface SearchInputProps {
  /** Its name for those who listen. */
  label: string;
  placeholder: string;
  /** Usually out of the address. */
  value: string;
  /** Called when the typing rests, not for every key: browsers allow few changes of the address in a short time. */
  onChange(value: string): void;
}

const REST_MS = 150;

/** A search whose words are kept elsewhere. No key is lost, however slowly its value comes back. */
export function SearchInput({ label, placeholder, value, onChange }: SearchInputProps) {
  const [typed, setTyped] = useState(() => startTyping(value));
  const settled = arrive(typed, value);
  if (settled !== typed) setTyped(settled);
  const text = shownText(settled, value);
  const send = useEffectEvent(onChange);
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => send(text), REST_MS);
    return () => clearTimeout(timer);
  }, [text, value]);
  return (
    <Input
      type="search"
      aria-label={label}
      placeholder={placeholder}
      autoComplete="off"
      before={<Search aria-hidden />}
      value={text}
      onChange={(event) => setTyped(type(settled, value, event.target.value))}
    />
  );
}
