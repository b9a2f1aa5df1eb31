// A figure that shares the script of plotly.js with all others. What happens to it before
// the script has started is kept and shown then.
const shared = (globalThis.hairCycleLab ??= {});
shared.plotly ??= new Promise((ready) => { shared.start = ready; });
const UPDATE = "_py2js_update";
export default () => {
  let figure;
  return {
    initialize(context) {
      const { model } = context;
      const missed = [];
      const keep = () => { if (model.get(UPDATE)) missed.push(model.get(UPDATE)); };
      model.on("change:" + UPDATE, keep);
      figure = shared.plotly.then((plotly) => {
        model.off("change:" + UPDATE, keep);
        const made = plotly.default();
        made.initialize(context);
        for (const update of [...missed, null]) model.set(UPDATE, update);
        return made;
      });
    },
    async render(context) { return (await figure).render(context); },
  };
};
