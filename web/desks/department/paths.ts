/** addresses of this desk's pages, below /desk */
export const paths = { queue: '/department/queue', case: '/department/cases/$id', bundle: '/department/bundles/$id' } as const
