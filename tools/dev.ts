import { start } from '../server/main.ts'

/* `npm run dev`: the server from its sources, started again whenever one of them changes. Pages are those of the last build. */
process.exitCode = await start()
