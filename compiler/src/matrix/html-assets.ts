/** Style of the matrix page; light or dark as the reader's system is. */
export const pageStyle = `
:root{color-scheme:light dark;--ground:#fbfaf7;--paper:#fff;--ink:#1d2327;--faint:#5b656d;--line:#dcd9d1;--yes:#0b6b3a;--yes-bg:#e4f4ea;--if:#7a5200;--if-bg:#fdf1d3;--masked:#4a3a99;--masked-bg:#ece8fb;--focus:#1a5fd0}
@media (prefers-color-scheme:dark){:root{--ground:#14171a;--paper:#1b1f23;--ink:#e7e9ea;--faint:#a0a9b0;--line:#343a40;--yes:#7fdca4;--yes-bg:#16321f;--if:#f3cd78;--if-bg:#3a2e10;--masked:#c2b5ff;--masked-bg:#2a2350;--focus:#8ab8ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.45 system-ui,sans-serif}
header,main{max-width:90rem;margin:0 auto;padding:1rem clamp(.75rem,3vw,2rem)}
h1{font-size:1.6rem;margin:.5rem 0 0}h1 small,h2 small{font-weight:400;color:var(--faint)}
h2{font-size:1.2rem;margin:0}
p{margin:.3rem 0 .8rem;color:var(--faint);max-width:70ch}code{font-size:.85em;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:0 0 1rem;max-width:90ch}dt{color:var(--faint)}dd{margin:0;overflow-wrap:anywhere}a{color:var(--focus)}
.legend{display:flex;flex-wrap:wrap;gap:.5rem;list-style:none;margin:0 0 1rem;padding:0}
.legend li{padding:.1rem .6rem;border-radius:1rem;font-size:.85rem}
form{display:flex;flex-wrap:wrap;gap:.75rem 1.5rem;align-items:end}form[hidden]{display:none}
fieldset{border:0;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.35rem .9rem;align-items:center}
legend{float:left;margin-right:.5rem;color:var(--faint)}
input[type=search],button{font:inherit;color:inherit;background:var(--paper);border:1px solid var(--line);border-radius:.4rem;padding:.3rem .6rem}
input[type=search]{display:block;min-width:14rem}output{color:var(--faint);font-size:.85rem}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px}
section{scroll-margin-top:1rem;background:var(--paper);border:1px solid var(--line);border-radius:.7rem;padding:1rem 1.1rem;margin:0 0 1.25rem}
section[hidden],[data-role][hidden]{display:none}
.scroll{overflow-x:auto;margin:0 -.4rem 1rem;padding:0 .4rem}
table{border-collapse:separate;border-spacing:0;width:100%;font-size:.88rem}
caption{text-align:left;font-weight:600;padding:.3rem 0}
th,td{padding:.4rem .6rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
thead th{font-weight:600;white-space:nowrap;color:var(--faint)}
tbody th{position:sticky;left:0;background:var(--paper);font-weight:600;min-width:11rem;max-width:20rem}
tbody th small,td small{display:block;font-weight:400;color:var(--faint);font-size:.75rem;overflow-wrap:anywhere}
td{min-width:6rem}td span{display:inline-block;padding:.05rem .5rem;border-radius:.8rem}
.yes span,.legend .yes{color:var(--yes);background:var(--yes-bg)}
.if span,.legend .if{color:var(--if);background:var(--if-bg);outline:1px dotted var(--if);outline-offset:-1px}
.masked span,.legend .masked{color:var(--masked);background:var(--masked-bg)}
.no span,.legend .no{color:var(--faint)}
tbody tr:hover td,tbody tr:hover th{background:color-mix(in srgb,var(--line) 25%,var(--paper))}
@media (max-width:40rem){dl{grid-template-columns:1fr}dd{margin-bottom:.4rem}section{padding:.8rem .7rem}tbody th{min-width:8.5rem;max-width:9.5rem;box-shadow:1px 0 0 var(--line)}th,td{padding:.35rem .45rem}td{min-width:5.2rem}}
@media print{form{display:none}section{break-inside:avoid}}
`;

/** Filters of the matrix page: by the start of a table's name, and by roles. */
export const pageScript = `
const form=document.getElementById("filters"),output=form.querySelector("output");
const apply=()=>{
  const wanted=form.elements.table.value.trim().toLowerCase();
  const off=new Set([...form.querySelectorAll("[name=role]:not(:checked)")].map((box)=>box.value));
  let shown=0;
  for(const section of document.querySelectorAll("section")){
    section.hidden=!section.dataset.table.toLowerCase().includes(wanted);
    if(!section.hidden)shown++;
  }
  for(const cell of document.querySelectorAll("[data-role]"))cell.hidden=off.has(cell.dataset.role);
  output.value=shown+(shown===1?" table":" tables");
};
form.hidden=false;
form.addEventListener("input",apply);
form.addEventListener("reset",()=>setTimeout(apply));
form.addEventListener("submit",(event)=>event.preventDefault());
apply();
`;
