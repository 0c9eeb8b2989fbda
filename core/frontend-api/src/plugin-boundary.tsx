import { ErrorState } from "@checkstack/ui";
import { Component, type ErrorInfo, type ReactNode } from "react";
import { PluginIdProvider, usePlatform, type ErrorReport } from "./platform.tsx";

/** Draws a part that belongs to a plugin. If it fails, only this part fails: it says so and offers another try. */
export function PluginBoundary({ pluginId, children }: { pluginId: string; children: ReactNode }) {
  const { reportError } = usePlatform();
  return (
    <PluginIdProvider pluginId={pluginId}>
      <Boundary pluginId={pluginId} report={reportError}>
        {children}
      </Boundary>
    </PluginIdProvider>
  );
}

interface BoundaryProps {
  pluginId: string;
  report: (report: ErrorReport) => void;
  children: ReactNode;
}

type BoundaryState = { failed: false } | { failed: true; error: unknown };

class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { failed: false };

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { failed: true, error };
  }

  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo) {
    const { pluginId, report } = this.props;
    report({ pluginId, error, ...(typeof componentStack === "string" && { componentStack }) });
  }

  override render() {
    if (!this.state.failed) return this.props.children;
    return (
      <ErrorState
        title={`This part of the plugin "${this.props.pluginId}" stopped working`}
        hint="The rest of the page works on. Try again; if it happens again, reload the page."
        error={this.state.error}
        onRetry={() => this.setState({ failed: false })}
      />
    );
  }
}
