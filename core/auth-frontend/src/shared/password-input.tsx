import { IconButton, Input, type InputProps } from "@checkstack/ui";
import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";

/** A password, hidden until somebody wants to see it. */
export function PasswordInput(props: Omit<InputProps, "type" | "after">) {
  const [shown, setShown] = useState(false);
  return (
    <Input
      {...props}
      type={shown ? "text" : "password"}
      spellCheck={false}
      autoCapitalize="none"
      after={
        <IconButton
          size="sm"
          label={shown ? "Hide the password" : "Show the password"}
          aria-pressed={shown}
          onClick={() => setShown(!shown)}
          className="h-6 w-6 pointer-coarse:min-h-8 pointer-coarse:min-w-8"
        >
          {shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        </IconButton>
      }
    />
  );
}
