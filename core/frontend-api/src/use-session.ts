import type { Person } from "@checkstack/common";
import { usePlatform } from "./platform.tsx";
import type { Session } from "./session.ts";

export const useSession = (): Session => usePlatform().session;

/** Who sits in front of the browser: a user, or a visitor who has not signed in. */
export const usePrincipal = (): Person => usePlatform().session.person;
