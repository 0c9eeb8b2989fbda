import { X } from "lucide-react";
import { Badge } from "./badge.tsx";
import { cn } from "./cn.ts";

export interface TagListProps {
  tags: readonly string[];
  /** More than this become `+3`. */
  max?: number;
  onSelect?(tag: string): void;
  onRemove?(tag: string): void;
  className?: string;
}

export function TagList({ tags, max = tags.length, onSelect, onRemove, className }: TagListProps) {
  if (tags.length === 0) return null;
  const hidden = tags.slice(max);
  return (
    <ul aria-label="Tags" className={cn("flex min-w-0 flex-wrap gap-1", className)}>
      {tags.slice(0, max).map((tag) => (
        <li key={tag}>
          <Badge tone="outline" className={cn(onRemove && "pr-0.5")}>
            {onSelect ? (
              <button type="button" className="hover:text-text" onClick={() => onSelect(tag)}>
                {tag}
              </button>
            ) : (
              tag
            )}
            {onRemove && (
              <button
                type="button"
                aria-label={`Remove ${tag}`}
                className="flex size-4 items-center justify-center rounded-xs hover:bg-hover hover:text-text"
                onClick={() => onRemove(tag)}
              >
                <X aria-hidden />
              </button>
            )}
          </Badge>
        </li>
      ))}
      {hidden.length > 0 && (
        <li>
          <Badge title={hidden.join(", ")}>+{hidden.length}</Badge>
        </li>
      )}
    </ul>
  );
}
