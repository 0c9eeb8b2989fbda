import type { OpenAPI } from "@orpc/contract";
import { DOCS_SCRIPT, DOCS_STYLE } from "./docs-assets.ts";
import { html, safe, type Html } from "./html.ts";
import type { OpenApiDocument } from "./openapi-document.ts";

const METHODS = ["get", "post", "put", "patch", "delete"] as const;

interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly tag: string;
  readonly spec: OpenAPI.OperationObject;
}

/** The document as a page for people, whole without JavaScript; the script only copies and filters. */
export function docsPage(
  document: OpenApiDocument,
  options: { readonly nonce: string; readonly origin: string },
): string {
  const groups = [...Map.groupBy(operationsOf(document), ({ tag }) => tag)];
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>API · ${document.info.title}</title>
        <link rel="icon" type="image/svg+xml" href="/favicon-unknown.svg" />
        <style nonce="${options.nonce}">
          ${safe(DOCS_STYLE)}
        </style>
      </head>
      <body>
        <nav aria-label="Procedures">
          <a class="home" href="/">${document.info.title}</a>
          <label>Find <input type="search" id="filter" autocomplete="off" /></label>
          ${groups.map(([tag, operations]) => navGroup(tag, operations))}
        </nav>
        <main>
          <h1>API</h1>
          <p>${document.info.description}</p>
          <p>
            The same as a machine reads it: <a href="/api/openapi.json">/api/openapi.json</a> (OpenAPI
            ${document.openapi}).
          </p>
          ${groups.map(([tag, operations]) => section(tag, operations, options.origin))}
        </main>
        <script nonce="${options.nonce}">
          ${safe(DOCS_SCRIPT)};
        </script>
      </body>
    </html>`;
  return page.html;
}

const operationsOf = ({ paths = {} }: OpenApiDocument): Operation[] =>
  Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const spec = item?.[method];
      const id = spec?.operationId;
      return spec && id ? [{ id, method: method.toUpperCase(), path, tag: spec.tags?.[0] ?? "other", spec }] : [];
    }),
  );

const navGroup = (tag: string, operations: readonly Operation[]): Html =>
  html`<h2>${tag}</h2>
    <ul>
      ${operations.map(
        ({ id, method, spec }) =>
          html`<li>
            <a href="#${id}"><b class="${method}">${method}</b> ${spec.summary ?? id}</a>
          </li>`,
      )}
    </ul>`;

const section = (tag: string, operations: readonly Operation[], origin: string): Html =>
  html`<section aria-label="${tag}">
    <h2>${tag}</h2>
    ${operations.map((operation) => article(operation, origin))}
  </section>`;

function article({ id, method, path, spec }: Operation, origin: string): Html {
  return html`<article id="${id}">
    <h3><b class="${method}">${method}</b> <code>${path}</code></h3>
    <p>${spec.summary}</p>
    <p class="quiet">${spec.description}</p>
    ${parameters(spec)} ${body(spec)} ${responses(spec)}
    <div class="curl">
      <pre><code>${curl(method, path, spec, origin)}</code></pre>
      <button type="button" data-copy>Copy as cURL</button>
    </div>
  </article>`;
}

function parameters({ parameters: list = [] }: OpenAPI.OperationObject): Html | undefined {
  const rows = list.flatMap((parameter) => ("name" in parameter ? [parameter] : []));
  if (rows.length === 0) return undefined;
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Parameter</th>
        <th scope="col">In</th>
        <th scope="col">Type</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            <td><code>${row.name}</code>${row.required ? html` <i>required</i>` : undefined}</td>
            <td>${row.in}</td>
            <td><code>${JSON.stringify(row.schema)}</code></td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function body({ requestBody }: OpenAPI.OperationObject): Html | undefined {
  const content = requestBody && "content" in requestBody ? requestBody.content : undefined;
  return (
    content &&
    html`<details open>
      <summary>Body</summary>
      ${schemas(content)}
    </details>`
  );
}

const responses = ({ responses: list = {} }: OpenAPI.OperationObject): Html[] =>
  Object.entries(list).map(([status, response]) =>
    "content" in response && response.content
      ? html`<details>
          <summary>${status}</summary>
          ${schemas(response.content)}
        </details>`
      : html`<p class="quiet">${status === "default" ? "Other errors are problem documents (RFC 9457)." : status}</p>`,
  );

const schemas = (content: Record<string, OpenAPI.MediaTypeObject>): Html[] =>
  Object.entries(content).map(
    ([type, media]) =>
      html`<p class="quiet">${type}</p>
        <pre><code>${JSON.stringify(media.schema, null, 2)}</code></pre>`,
  );

function curl(method: string, path: string, spec: OpenAPI.OperationObject, origin: string): string {
  const lines = [`curl -X ${method} '${origin}${path}'`];
  if (spec.security?.length) lines.push(`-H 'authorization: Bearer ck_...'`);
  if (spec.requestBody) lines.push(`-H 'content-type: application/json'`, `-d '{}'`);
  return lines.join(" \\\n  ");
}
