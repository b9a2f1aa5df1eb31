"""Run the check of charts and count what it finds: python tests/pictures/found.py [lesson ...]."""
import sys, time, json
from collections import Counter
sys.path.insert(0, "tests/pictures")
from charts import PHONE, WIDE, all_charts, charts_of
from test_charts import faults
t=time.time()
charts = [d for k in sys.argv[1:] for d in charts_of(k)] or all_charts()
charts = list({(d.lesson,d.text): d for d in reversed(charts)}.values())[::-1]
print(len(charts), "charts", round(time.time()-t,1))
found = faults(charts)
print(round(time.time()-t,1))
seen = {}
for lesson, width, kind, words, place in found:
    seen.setdefault((lesson, kind, width), Counter())[words]+=1
for k, c in sorted(seen.items()):
    print(k, sum(c.values()), len(c), c.most_common(14 if len(sys.argv)>1 else 4))
print(Counter(k for _,_,k,_,_ in found), len(found))
json.dump(found, open("/tmp/found.json","w"))
