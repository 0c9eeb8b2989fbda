import { Input, TagList } from "@checkstack/ui";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { addTyped } from "./check-tags.ts";
import { useCatalog } from "./clients.ts";

export interface TagInputProps {
  tags: readonly string[];
  onChange(tags: string[]): void;
}

/** Tags as chips, with those that are in use as suggestions. */
export function TagInput({ tags, onChange }: TagInputProps) {
  const [typed, setTyped] = useState("");
  const listId = useId();
  const { data } = useQuery(useCatalog().tags.queryOptions());
  const commit = (text: string) => {
    setTyped("");
    if (text.trim() !== "") onChange(addTyped(tags, text));
  };
  return (
    <>
      <Input
        value={typed}
        list={listId}
        autoComplete="off"
        autoCapitalize="none"
        placeholder="tier:1"
        onChange={({ target: { value }, nativeEvent }) =>
          isSuggestion(nativeEvent) || /[\s,]$/.test(value) ? commit(value) : setTyped(value)
        }
        onBlur={() => commit(typed)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && typed.trim() !== "") {
            event.preventDefault();
            commit(typed);
          } else if (event.key === "Backspace" && typed === "") onChange(tags.slice(0, -1));
        }}
      />
      <datalist id={listId}>
        {data
          ?.filter(({ tag }) => !tags.includes(tag))
          .map(({ tag }) => (
            <option key={tag}>{tag}</option>
          ))}
      </datalist>
      <TagList tags={tags} onRemove={(tag) => onChange(tags.filter((each) => each !== tag))} />
    </>
  );
}

/** Browsers put a chosen suggestion in at once, as a replacement or without saying how. */
const isSuggestion = (event: Event): boolean =>
  !(event instanceof InputEvent) || event.inputType === "insertReplacementText";
