import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";
import { App } from "./app.tsx";
import "./main.css";
import { RootBoundary } from "./root-boundary.tsx";
import { startShell } from "./start-shell.ts";

const root = document.querySelector("#root");
if (!root) throw new Error("The page has no element #root; index.html is not the shell's own.");

/** What is there by then is drawn at once; a skeleton that gives way after a blink only costs time. */
const PATIENCE_MS = 150;

const shell = startShell();
await Promise.race([shell.ready, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);

createRoot(root).render(
  <StrictMode>
    <RootBoundary>
      <QueryClientProvider client={shell.queryClient}>
        <BrowserRouter>
          <App shell={shell} />
        </BrowserRouter>
      </QueryClientProvider>
    </RootBoundary>
  </StrictMode>,
);
