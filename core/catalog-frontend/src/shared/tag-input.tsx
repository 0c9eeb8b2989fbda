import { Input, TagList } from "@checkstack/ui";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { addTyped } from "./check-tags.ts";
import { useCatalog } from "./clients.ts";

export interface TagInputProps {
  /** The tags to begin with. */
  initialTags: readonly string[];
  /** Hears of every change, with the word that is still being typed: nobody must press Enter before saving. */
  onChange(tags: string[]): void;
}

/** Tags as chips, with those that are in use as suggestions. */
export function TagInput({ initialTags, onChange }: TagInputProps) {
  const [chips, setChips] = useState(initialTags);
  const [typed, setTyped] = useState("");
  const listId = useId();
  const { data } = useQuery(useCatalog().tags.queryOptions());
  const change = (nextChips: readonly string[], nextTyped: string) => {
    setChips(nextChips);
    setTyped(nextTyped);
    onChange(addTyped(nextChips, nextTyped));
  };
  const commit = (text: string) => change(addTyped(chips, text), "");
  return (
    <>
      <Input
        value={typed}
        list={listId}
        autoComplete="off"
        autoCapitalize="none"
        placeholder="tier:1"
        onChange={({ target: { value }, nativeEvent }) =>
          isSuggestion(nativeEvent) || /[\s,]$/.test(value) ? commit(value) : change(chips, value)
        }
        onKeyDown={(event) => {
          if (event.key === "Enter" && typed.trim() !== "") {
            event.preventDefault();
            commit(typed);
          } else if (event.key === "Backspace" && typed === "") change(chips.slice(0, -1), "");
        }}
      />
      <datalist id={listId}>
        {data
          ?.filter(({ tag }) => !chips.includes(tag))
          .map(({ tag }) => (
            <option key={tag}>{tag}</option>
          ))}
      </datalist>
      <TagList
        tags={chips}
        onRemove={(tag) =>
          change(
            chips.filter((chip) => chip !== tag),
            typed,
          )
        }
      />
    </>
  );
}

/** Browsers put a chosen suggestion in at once, as a replacement or without saying how. */
const isSuggestion = (event: Event): boolean =>
  !(event instanceof InputEvent) || event.inputType === "insertReplacementText";
