export const render = () => ""
