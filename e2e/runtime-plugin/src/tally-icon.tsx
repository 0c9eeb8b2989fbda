export const TallyIcon = (props: { className?: string; "aria-hidden"?: boolean }) => (
  <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" {...props}>
    <path d="M5 4v16M10 4v16M15 4v16M20 4v16M3 16 22 8" />
  </svg>
);
