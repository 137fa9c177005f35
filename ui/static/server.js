// A server that is gone.
// Gradio shows nothing when its server goes in the middle of an answer: ask whether it is there, and come back when
// it is. The browser has kept the conversation, so that nothing is lost by loading the page anew.
const isReady = async () => (await fetch(`${root}readyz`, { cache: "no-store" }).catch(() => null))?.ok ?? false;
let lost = false;
const watch = async () => {
  if (!lost && document.querySelector("#wb-question .stop-button") && !(await isReady())) {
    lost = true;
    tell(say("与服务器的连接断了，正在重新连接……对话已保存。"));
  } else if (lost && (await isReady())) {
    location.reload();
    return;
  }
  setTimeout(watch, lost ? 1000 : 1500);
};
setTimeout(watch, 3000);
