import { useEffect, useState } from "react";
import type { Shell } from "./start-shell.ts";

/** Whether every plugin has been tried once: only then is it known which pages there are. */
export function usePluginsTried({ pluginsTried, arePluginsTried }: Shell): boolean {
  const [tried, setTried] = useState(arePluginsTried);
  useEffect(() => {
    let gone = false;
    void pluginsTried.then(() => {
      if (!gone) setTried(true);
    });
    return () => {
      gone = true;
    };
  }, [pluginsTried]);
  return tried;
}
