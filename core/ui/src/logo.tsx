/** The mark and the name. */
export const Logo = () => (
  <span className="inline-flex items-center gap-2 font-semibold tracking-tight text-text">
    <svg aria-hidden viewBox="0 0 24 24" className="size-6 shrink-0">
      <rect width="24" height="24" rx="6" className="fill-accent" />
      <path
        d="M6.5 12.5 10 16l7.5-8.5"
        fill="none"
        stroke="#fff"
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
    Checkstack
  </span>
);
