import { Logo, PageHeader } from "@checkstack/ui";
import type { ReactNode } from "react";

export interface BareFrameProps {
  title: string;
  description?: ReactNode;
  children: ReactNode;
}

/** A page for people who are not signed in: one thing to do, in the middle. */
export const BareFrame = ({ title, description, children }: BareFrameProps) => (
  <div className="flex min-h-dvh flex-col items-center px-4 pt-[min(16vh,9rem)] pb-10">
    <main className="w-full max-w-sm">
      <Logo />
      <PageHeader title={title} description={description} className="mt-8" />
      {children}
    </main>
  </div>
);
