import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { IconButton } from "./button.tsx";
import { toast } from "./toaster.tsx";

export interface CopyButtonProps {
  text: string;
  /** What is copied: `Copy the key`. */
  label?: string;
  className?: string;
}

export function CopyButton({ text, label = "Copy", className }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1_500);
    return () => clearTimeout(timer);
  }, [copied]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
    } catch (error) {
      // Without TLS browsers give no clipboard.
      toast.error("The browser does not allow copying here. Select the text and copy it yourself.", error);
    }
  };

  return (
    <IconButton size="sm" label={copied ? "Copied" : label} onClick={() => void copy()} className={className}>
      {copied ? <Check aria-hidden className="text-healthy-text" /> : <Copy aria-hidden />}
    </IconButton>
  );
}
