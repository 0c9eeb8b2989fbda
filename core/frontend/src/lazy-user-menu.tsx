import { usePrincipal } from "@checkstack/frontend-api";
import { lazy, Suspense, useState } from "react";
import { UserButton } from "./user-button.tsx";

const loadMenu = () => import("./user-menu.tsx");
const UserMenu = lazy(async () => ({ default: (await loadMenu()).UserMenu }));

/** The button of the person. The menu behind it is fetched when a hand comes near, and opens with the first click. */
export function LazyUserMenu({ onShortcuts }: { onShortcuts(): void }) {
  const person = usePrincipal();
  const [wanted, setWanted] = useState(false);
  const name = person.type === "anonymous" ? "Visitor" : person.name;
  if (wanted) {
    return (
      <Suspense fallback={<UserButton name={name} />}>
        <UserMenu name={name} onShortcuts={onShortcuts} />
      </Suspense>
    );
  }
  const prefetch = () => void loadMenu().catch(() => {});
  return <UserButton name={name} onPointerEnter={prefetch} onFocus={prefetch} onClick={() => setWanted(true)} />;
}
