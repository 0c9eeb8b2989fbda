import { implementContract, pageCursor } from "@checkstack/backend-api";
import { pluginmanagerContract } from "@checkstack/pluginmanager-common";
import * as z from "zod";
import { categoriesOf, searchCatalogs } from "../catalog/search-catalogs.ts";
import { answering } from "../life-cycle/call-errors.ts";
import type { Manager } from "../manager.ts";

const cursor = pageCursor(z.object({ offset: z.number().int().min(0) }));

/** What catalogs offer. */
export function catalogProcedures(manager: Manager) {
  const { installations, plugins, images, nameOf } = manager;
  const os = implementContract(pluginmanagerContract).catalog;
  return {
    search: os.search.handler(async ({ input: { limit, cursor: after, ...query } }) => {
      const { catalogs, problems } = await (await manager.catalogs()).readAll();
      const [installed, hostVersions] = await Promise.all([installations.list(), installations.hostVersions()]);
      const found = searchCatalogs({ catalogs, installed, reports: plugins.reports(), hostVersions }, query);
      const offset = cursor.decode(after)?.offset ?? 0;
      const end = offset + limit;
      return {
        items: found.slice(offset, end),
        nextCursor: end < found.length ? cursor.encode({ offset: end }) : null,
        categories: categoriesOf(catalogs),
        problems: [...problems],
      };
    }),
    image: os.image.handler(async ({ input: { sha256 }, errors }) => {
      const catalogs = await manager.catalogs();
      const image = await answering(nameOf, () => images.find(sha256, catalogs));
      if (image) return image;
      throw errors.IMAGE_NOT_FOUND({ message: "No catalog has such a picture.", data: { sha256 } });
    }),
  };
}
