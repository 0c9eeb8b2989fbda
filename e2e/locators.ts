import type { Locator, Page } from "@playwright/test";

/** The badge beside the name of a check, on its page. */
export const statusOnPage = (page: Page): Locator => page.getByRole("main").locator("header [data-status]");
