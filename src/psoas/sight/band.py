class BandWatch:
    def see(self,p,s): pass
    def seen(self): return None
