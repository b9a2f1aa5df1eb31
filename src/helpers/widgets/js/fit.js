// Plotly fits its pictures to the page only when the window changes: not when a part of
// the page opens, nor when it draws into a part that has no width yet. This tells it.
const DRAWN = "plotlywidget-after-render";
function render({ el }) {
  const tell = () => requestAnimationFrame(() => window.dispatchEvent(new Event("resize")));
  let width = 0;
  const sized = new ResizeObserver(() => {
    if (el.clientWidth === width) return;
    width = el.clientWidth;
    tell();
  });
  sized.observe(el);
  document.addEventListener(DRAWN, tell);
  return () => { sized.disconnect(); document.removeEventListener(DRAWN, tell); };
}
export default { render };
