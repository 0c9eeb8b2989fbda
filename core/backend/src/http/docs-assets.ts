/** The look of the API page: the system's font, light or dark as the system is, no request to anywhere. */
export const DOCS_STYLE = `
:root { color-scheme: light dark; --line: light-dark(#e4e4e7, #27272a); --quiet: light-dark(#52525b, #a1a1aa);
  --paper: light-dark(#fff, #09090b); --raised: light-dark(#f4f4f5, #18181b); --accent: light-dark(#1d4ed8, #93c5fd); }
* { box-sizing: border-box; }
body { margin: 0; display: grid; grid-template-columns: 18rem minmax(0, 1fr); font: 15px/1.5 system-ui, sans-serif;
  background: var(--paper); color: light-dark(#18181b, #fafafa); }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1rem; border-right: 1px solid var(--line); }
nav ul { list-style: none; margin: 0; padding: 0; }
nav h2 { font-size: 13px; margin: 1rem 0 .25rem; color: var(--quiet); }
nav li a { display: block; padding: 2px 0; color: inherit; text-decoration: none; font-size: 13px; }
nav li a:hover, a { color: var(--accent); }
.home { font-weight: 600; }
input { width: 100%; padding: 6px 8px; font: inherit; border: 1px solid var(--line); border-radius: 6px; background: var(--raised); color: inherit; }
main { padding: 1.5rem 2rem; max-width: 60rem; }
article { border-top: 1px solid var(--line); padding: 1rem 0; scroll-margin-top: 1rem; }
h3 { font-size: 15px; margin: 0; font-weight: 500; }
h3 b, nav b { font-size: 12px; display: inline-block; min-width: 4em; }
.quiet { color: var(--quiet); }
pre { background: var(--raised); padding: .75rem; border-radius: 6px; overflow: auto; font-size: 13px; }
table { width: 100%; border-collapse: collapse; font-size: 13px; }
th, td { text-align: left; padding: 4px 8px 4px 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
.curl { position: relative; } .curl button { position: absolute; top: 8px; right: 8px; font: inherit; font-size: 12px;
  padding: 2px 8px; border: 1px solid var(--line); border-radius: 6px; background: var(--paper); color: inherit; cursor: pointer; }
summary { cursor: pointer; }
@media (max-width: 50rem) { body { grid-template-columns: minmax(0, 1fr); } nav { position: static; height: auto; max-height: 40vh; border: 0; } }
`;

export const DOCS_SCRIPT = `
document.addEventListener("click", async ({ target }) => {
  if (!target.matches("[data-copy]")) return;
  await navigator.clipboard.writeText(target.previousElementSibling.textContent);
  target.textContent = "Copied";
  setTimeout(() => { target.textContent = "Copy as cURL"; }, 1500);
});
document.getElementById("filter").addEventListener("input", ({ target }) => {
  const words = target.value.toLowerCase();
  for (const item of document.querySelectorAll("nav li")) item.hidden = !item.textContent.toLowerCase().includes(words);
});
`;
