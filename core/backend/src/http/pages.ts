import { createStaticFiles, isNavigation, type StaticFiles } from "./static-files.ts";

/** The pages of the platform, and until they are built a page that says so. */
export function createPages(folder: Promise<string>): StaticFiles {
  let pages: StaticFiles = { answer: (request) => (isNavigation(request) ? beingBuilt() : undefined) };
  folder.then(
    (dir) => void (pages = createStaticFiles(dir)),
    () => void (pages = { answer: () => undefined }),
  );
  return { answer: (request, pathname) => pages.answer(request, pathname) };
}

const beingBuilt = (): Response =>
  new Response(BEING_BUILT, {
    status: 503,
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store", "retry-after": "2" },
  });

const BEING_BUILT = `<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="2">
<meta name="viewport" content="width=device-width"><title>Checkstack is starting</title>
<h1>Checkstack is starting</h1><p>Its pages are being built, which takes some seconds. This page comes back by itself.</p></html>`;
