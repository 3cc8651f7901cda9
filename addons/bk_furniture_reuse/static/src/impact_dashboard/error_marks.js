// A plugin of Chart.js: the interval of each bar as a mark like an I, from its low to its high figure.
const CAP = 5;

function line(context, x1, y1, x2, y2) {
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
}

export const errorMarks = {
    id: "bkErrorMarks",
    afterDatasetsDraw(chart) {
        const dataset = chart.data.datasets[0];
        if (!dataset?.intervals) {
            return;
        }
        const lying = chart.options.indexAxis === "y";
        const scale = chart.scales[lying ? "x" : "y"];
        const context = chart.ctx;
        context.save();
        context.strokeStyle = "#1f2937";
        context.lineWidth = 1.5;
        context.beginPath();
        chart.getDatasetMeta(0).data.forEach((bar, index) => {
            const [low, high] = dataset.intervals[index];
            if (low === high) {
                return;
            }
            const from = scale.getPixelForValue(low);
            const to = scale.getPixelForValue(high);
            if (lying) {
                line(context, from, bar.y, to, bar.y);
                line(context, from, bar.y - CAP, from, bar.y + CAP);
                line(context, to, bar.y - CAP, to, bar.y + CAP);
            } else {
                line(context, bar.x, from, bar.x, to);
                line(context, bar.x - CAP, from, bar.x + CAP, from);
                line(context, bar.x - CAP, to, bar.x + CAP, to);
            }
        });
        context.stroke();
        context.restore();
    },
};
