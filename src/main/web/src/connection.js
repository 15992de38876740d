// The dot that says whether what the page shows is live.
export function showConnection(root, socket, text) {
  const dot = root.querySelector('#connection');
  socket.onState((state) => {
    dot.dataset.state = state;
    dot.querySelector('[data-slot=text]').textContent = text(`socket_${state}`);
  });
  window.addEventListener('online', () => socket.retryNow());
  document.addEventListener('visibilitychange', () => document.hidden || socket.retryNow());
}
