/** Says that the network is gone, and takes it back when it returns. */
export function offline(element: HTMLElement): void {
  const look = () => { element.hidden = navigator.onLine !== false }
  window.addEventListener('online', look)
  window.addEventListener('offline', look)
  look()
}
