import { useSession } from "@checkstack/frontend-api";
import { MenuItem, toast } from "@checkstack/ui";
import { CircleUser, LogOut } from "lucide-react";
import { Link } from "react-router";
import { useAuth } from "./shared/clients.ts";
import { profilePath } from "./profile/paths.ts";

/** One's own account, in the menu of the person. */
export const ProfileItem = () => (
  <MenuItem asChild>
    <Link to={profilePath}>
      <CircleUser aria-hidden /> Your account
    </Link>
  </MenuItem>
);

/** The way out, at the end of that menu. */
export function SignOutItem() {
  const auth = useAuth();
  const { refresh } = useSession();
  const signOut = async () => {
    try {
      await auth.signOut.call();
      await refresh();
    } catch (error) {
      toast.error("You are still signed in", error);
    }
  };
  return (
    <MenuItem onSelect={() => void signOut()}>
      <LogOut aria-hidden /> Sign out
    </MenuItem>
  );
}
