import { Button, ErrorState, Logo } from "@checkstack/ui";
import { Component, type ReactNode } from "react";

type RootState = { failed: false } | { failed: true; error: unknown };

/** The last net: what no boundary of a plugin caught. */
export class RootBoundary extends Component<{ children: ReactNode }, RootState> {
  override state: RootState = { failed: false };

  static getDerivedStateFromError(error: unknown): RootState {
    return { failed: true, error };
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <main className="mx-auto flex min-h-dvh max-w-lg flex-col justify-center gap-6 p-6">
        <Logo />
        <h1 className="text-xl font-semibold">This page stopped working</h1>
        <ErrorState error={this.state.error} hint="Reload it. What was saved is safe." />
        <Button look="primary" className="self-start" onClick={() => window.location.reload()}>
          Reload
        </Button>
      </main>
    );
  }
}
